import { judgeAdministratorAccess } from "../../../iam";
import { describeAccessCases } from "./access-cases";

describeAccessCases("administrator-access", "identity", (document) => judgeAdministratorAccess(document));
