import { bundledCatalogue, judgeUnnamedResources } from "../../../iam";
import { describeAccessCases } from "./access-cases";

describeAccessCases("unnamed-resources", "identity", (document) => judgeUnnamedResources(document, bundledCatalogue()));
