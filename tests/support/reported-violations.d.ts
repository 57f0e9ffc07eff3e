// What the journeys give to every page, so that it can say what its content security policy forbade.
interface Window {
  reportViolation: (violation: string) => void;
}
