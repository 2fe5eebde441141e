import { judgePublicTrust } from "../../../iam";
import { describeAccessCases } from "./access-cases";

describeAccessCases("public-trust", "trust", (document) => judgePublicTrust(document));
