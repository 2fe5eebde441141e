import { autoscalingGroupRequirePinnedVersion } from "../../../policies/autoscaling/autoscaling-group-require-pinned-version";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(autoscalingGroupRequirePinnedVersion);
