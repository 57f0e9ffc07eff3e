/** CM.com sends `""` for what is absent. What is there stays as sent, its outer blanks too. */
export function present(sent: string | null): string | null {
  return sent?.trim() ? sent : null;
}
