import { emrClusterRequireImdsv2 } from "../../../policies/emr/emr-cluster-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(emrClusterRequireImdsv2);
