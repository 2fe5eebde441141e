import { elasticbeanstalkConfigurationTemplateRequireImdsv2 } from "../../../policies/elasticbeanstalk/elasticbeanstalk-configuration-template-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(elasticbeanstalkConfigurationTemplateRequireImdsv2);
