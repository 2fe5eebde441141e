/** The message of what `running` fails with; a text that says so where it does not fail. */
export async function refusal(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (error) {
    return (error as Error).message;
  }
  return "nothing was refused";
}
