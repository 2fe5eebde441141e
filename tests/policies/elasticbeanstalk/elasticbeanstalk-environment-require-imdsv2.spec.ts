import { elasticbeanstalkEnvironmentRequireImdsv2 } from "../../../policies/elasticbeanstalk/elasticbeanstalk-environment-require-imdsv2";
import { describePolicyCases } from "../../support/policy-cases";

describePolicyCases(elasticbeanstalkEnvironmentRequireImdsv2);
