import { judgePassRoleReach } from "../../../iam";
import { describeAccessCases } from "./access-cases";

describeAccessCases("pass-role-reach", "identity", (document) => judgePassRoleReach(document));
