import type { ObservationRow, RoleFilter, TimeWindow } from "../right-size";

/** How far the reading is. */
export interface ReadProgress {
  readonly files: number;
  readonly bytes: number;
  readonly events: number;
}

/** What a reading came to. */
export interface EventLog {
  /** Events of the files, of whoever they are. */
  readonly events: number;
  /** Time of the first and of the last event of whoever, in ISO 8601; absent without events. */
  readonly first?: string;
  readonly last?: string;
  /** Records that are no events, of all that were read. */
  readonly malformedRecords: number;
  /** The files that hold them, with what is wrong and how often, by path. */
  readonly malformed: readonly { readonly path: string; readonly reason: string; readonly records: number }[];
  /** Files that were left out, with the reason, by path. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /**
   * Rows of the aggregation for a window; each call reads them anew, in the same order.
   * @throws MachineError when the folder for temporary files is full, or there is no more memory
   */
  rows(window: TimeWindow): AsyncIterable<ObservationRow>;
  /** Deletes what the reading has put on disk. */
  close(): Promise<void>;
}

/** Which events a reading aggregates, and how it is watched and ended. */
export interface ReadOptions {
  readonly filter: RoleFilter;
  /** Ends the reading, with its reason as the error, and leaves nothing on disk. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ReadProgress) => void;
}
