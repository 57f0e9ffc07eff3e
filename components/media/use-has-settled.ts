import { useEffect, useState } from 'react';

/** How long something is drawn before it counts as being looked at, in milliseconds. */
const settlesAfter = 180;

/** Whether this has been on the screen for a moment, and did not just fly by. */
export function useHasSettled(): boolean {
  const [hasSettled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(true);
    }, settlesAfter);
    return () => clearTimeout(timer);
  }, []);
  return hasSettled;
}
