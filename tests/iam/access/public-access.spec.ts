import { judgePublicAccess } from "../../../iam";
import { describeAccessCases } from "./access-cases";

describeAccessCases("public-access", "resource", (document) => judgePublicAccess(document));
