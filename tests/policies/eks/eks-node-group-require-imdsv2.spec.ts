import { eksNodeGroupRequireImdsv2 } from "../../../policies/eks/eks-node-group-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(eksNodeGroupRequireImdsv2);
