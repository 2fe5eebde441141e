import type { ReadProgress } from "../../cloudtrail/event-log";

/** What is to be read: files, and their bytes as they are stored. */
export interface ReadTotals {
  readonly files: number;
  readonly bytes: number;
}

/** Shows how far a reading is. */
export interface ProgressDisplay {
  update(progress: ReadProgress): void;
  stop(): void;
}

/** The part of a terminal that the display writes to. */
export type ProgressStream = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** How far a reading is after `milliseconds`, in words: percent, files, events, and the time left at the pace so far. */
export function progressText({ files, bytes, events }: ReadProgress, totals: ReadTotals, milliseconds: number): string {
  const share = totals.bytes === 0 ? 1 : bytes / totals.bytes;
  const left = bytes === 0 ? "time left unknown" : `${durationText((milliseconds * (1 - share)) / share)} left`;
  const done = `${files.toLocaleString("en")} of ${totals.files.toLocaleString("en")} files`;
  return `${Math.floor(share * 100)} % | ${done} | ${events.toLocaleString("en")} events | ${left}`;
}

/** A duration to the second: `9 s`, `2 min 5 s`, `1 h 0 min`. */
function durationText(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Files, events and the time left, on one line of a terminal that is cleared at the end; nothing on what is no terminal. */
export async function startProgress(
  totals: ReadTotals,
  stream: ProgressStream = process.stderr,
  now: () => number = () => performance.now(),
): Promise<ProgressDisplay> {
  if (stream.isTTY !== true) return { update: () => undefined, stop: () => undefined };
  const { SingleBar } = await import("cli-progress");
  const start = now();
  const text = (progress: ReadProgress) => ({ text: progressText(progress, totals, now() - start) });
  const bar = new SingleBar({ format: "reading {bar} {text}", stream, hideCursor: true, clearOnComplete: true });
  bar.start(Math.max(1, totals.bytes), 0, text({ files: 0, bytes: 0, events: 0 }));
  return {
    update: (progress) => {
      bar.update(progress.bytes, text(progress));
      bar.render();
    },
    stop: () => {
      bar.stop();
    },
  };
}
