/** `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a date with a time and at most a zone. @see https://www.w3.org/TR/NOTE-datetime */
const ISO_8601 =
  /^\d{4}(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/** What a value of a date operator is. */
export type DateForm = "iso8601" | "epoch" | "invalid";

/** Decides the form of a date; the day must exist in its month. */
export function dateForm(text: string): DateForm {
  if (/^\d{4}$/.test(text)) return "iso8601";
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return "epoch";
  const match = ISO_8601.exec(text);
  if (match === null) return "invalid";
  const [, month = "01", day = "01", hour = "00", minute = "00", second = "00"] = match;
  const inRange = Number(hour) <= 24 && Number(minute) <= 59 && Number(second) <= 60;
  const date = new Date(`${text.slice(0, 4)}-${month}-${day}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().slice(5, 10) === `${month}-${day}`;
  return inRange && exists ? "iso8601" : "invalid";
}
