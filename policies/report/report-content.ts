import type { RolesOverview } from "../../stack-model/role-overview";
import type { AskedPolicy, RecordedFinding } from "./recorder";

/** What a report is made of. */
export interface ReportContent {
  readonly findings: readonly RecordedFinding[];
  /** The policies that were asked. */
  readonly asked: readonly AskedPolicy[];
  readonly overview: RolesOverview;
}
