import { autoscalingGroupRequireImdsv2 } from "../../../policies/autoscaling/autoscaling-group-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(autoscalingGroupRequireImdsv2);
