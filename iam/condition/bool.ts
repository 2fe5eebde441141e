/** `true` or `false` in any case; undefined for any other text. */
export function parseBool(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === "true") return true;
  return lower === "false" ? false : undefined;
}
