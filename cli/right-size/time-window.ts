import type { TimeWindow } from "../../right-size";
import { InputError } from "../input";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The window that `--since` and `--until` ask for: a day of UTC (`2026-03-01`), a time with its zone (`2026-03-01T12:00:00Z`), or, for
 * its beginning, days back from its end (`90d`). A day belongs to the window as a whole, also as its end; a time is the first that does
 * not. Without `--until` the window ends after `last`, the last event of the logs: the clock has no part in it.
 * @throws InputError for what is none of these, and for a window that ends before it begins
 */
export function timeWindow(since: string | undefined, until: string | undefined, last: string): TimeWindow {
  const end = until === undefined ? undefined : endOf(until);
  const start = since === undefined ? undefined : startOf(since, end ?? last);
  if (start !== undefined && end !== undefined && start >= end) {
    throw fault("--since", `got ${start}, which is not before the end of the window, ${end}`);
  }
  return { ...(start === undefined ? {} : { since: start }), ...(end === undefined ? {} : { until: end }) };
}

/** The first moment behind a window that ends with a day, or before a time. */
function endOf(until: string): string {
  const time = instant(until);
  if (time === undefined) throw fault("--until", `got \`${until}\`, expected ${A_DAY} or ${A_TIME}`);
  return textOf(new Date(DAY.test(until) ? time.getTime() + DAY_MS : time.getTime()));
}

function startOf(since: string, end: string): string {
  const days = /^0*([1-9]\d*)d$/.exec(since)?.[1];
  const time = days === undefined ? instant(since) : new Date(Math.max(0, Date.parse(end) - Number(days) * DAY_MS));
  if (time === undefined) throw fault("--since", `got \`${since}\`, expected ${A_DAY}, ${A_TIME} or days back (90d)`);
  return textOf(time);
}

const A_DAY = "a day (2026-03-01)";
const A_TIME = "a time with its zone (2026-03-01T12:00:00Z)";
const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

/** The moment that a text names; undefined for another text, and for a day that the month does not have. */
function instant(text: string): Date | undefined {
  const day = text.slice(0, 10);
  const time = new Date(text);
  const isMoment = (DAY.test(text) || TIME.test(text)) && !Number.isNaN(time.getTime());
  return isMoment && textOf(new Date(day)).startsWith(day) ? time : undefined;
}

function textOf(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

function fault(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}
