import type { TimeWindow } from "../../right-size";
import { InputError } from "../input";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The window that `--since` and `--until` ask for: a day (`2026-03-01`), a time (`2026-03-01T12:00:00Z`), or days back from its end (`90d`).
 * Without `--until` it ends after `last`, the last event of the logs: the clock has no part in it.
 * @throws InputError for what is none of these, and for a window that ends before it begins
 */
export function timeWindow(since: string | undefined, until: string | undefined, last: string): TimeWindow {
  const end = until === undefined ? undefined : instant("--until", until);
  const days = /^0*([1-9]\d*)d$/.exec(since ?? "")?.[1];
  const from = end === undefined ? Date.parse(last) : Date.parse(end);
  const start =
    since === undefined
      ? undefined
      : days === undefined
        ? instant("--since", since)
        : textOf(new Date(Math.max(0, from - Number(days) * DAY_MS)));
  if (start !== undefined && end !== undefined && start >= end) {
    throw fault("--since", `got ${start}, which is not before the end of the window, ${end}`);
  }
  return { ...(start === undefined ? {} : { since: start }), ...(end === undefined ? {} : { until: end }) };
}

function instant(option: string, given: string): string {
  const isWritten = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(given);
  const time = new Date(given);
  // A day that the month does not have would be one of the next.
  if (!isWritten || Number.isNaN(time.getTime()) || !textOf(time).startsWith(given.slice(0, 10))) {
    throw fault(
      option,
      `got \`${given}\`, expected a day (2026-03-01), a time (2026-03-01T12:00:00Z) or days back (90d)`,
    );
  }
  return textOf(time);
}

function textOf(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

function fault(file: string, reason: string): InputError {
  return new InputError([{ file, pointer: "", reason }]);
}
