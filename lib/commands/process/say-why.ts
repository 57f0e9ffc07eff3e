/** Runs a command for a person: what stops it is one sentence on standard error, and exit code 1. */
export async function sayWhy(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
