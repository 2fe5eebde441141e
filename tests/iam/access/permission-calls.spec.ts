import { judgePermissionCalls } from "../../../iam";
import { describeAccessCases } from "./access-cases";

describeAccessCases("permission-calls", "identity", (document) => judgePermissionCalls(document));
