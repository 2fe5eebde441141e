import { judgePassedToService } from "../../../iam";
import { describeAccessCases } from "./access-cases";

describeAccessCases("passed-to-service", "identity", (document) => judgePassedToService(document));
