/** The text of one cell: what would end it or its row is escaped, and outside of code what would be read as HTML. */
export function cell(text: string): string {
  const plain = text.replace(/(?<code>`[^`]*`)|</g, (match) => (match === "<" ? "&lt;" : match));
  return plain.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** The lines of a Markdown table; the cells are Markdown, see `cell`. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
