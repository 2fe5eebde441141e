import type { RolesOverview } from "../../stack-model/role-overview";
import type { AskedPolicy, RecordedExemption, RecordedFinding } from "./recorder";

/** What a report is made of. */
export interface ReportContent {
  readonly findings: readonly RecordedFinding[];
  /** What the policies found at resources that their configuration exempts. */
  readonly exempted: readonly RecordedExemption[];
  /** The policies that were asked. */
  readonly asked: readonly AskedPolicy[];
  readonly overview: RolesOverview;
}
