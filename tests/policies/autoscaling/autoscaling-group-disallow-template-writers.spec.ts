import { autoscalingGroupDisallowTemplateWriters } from "../../../policies/autoscaling/autoscaling-group-disallow-template-writers";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(autoscalingGroupDisallowTemplateWriters);
