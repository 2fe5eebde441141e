import { judgeBeanstalkSettings } from "../../ec2/service-metadata-settings";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { settingPolicy } from "../ec2/setting-policy";

export const elasticbeanstalkConfigurationTemplateRequireImdsv2: ResourcePolicyDeclaration = settingPolicy({
  name: "elasticbeanstalk-configuration-template-require-imdsv2",
  displayName: "Elastic Beanstalk templates require IMDSv2",
  description: "Environments made from an Elastic Beanstalk configuration template refuse IMDSv1.",
  remediationSteps: "Set the option DisableIMDSv1 of the namespace aws:autoscaling:launchconfiguration to true.",
  resourceType: "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
  properties: ["settings"],
  judge: ({ settings }) => judgeBeanstalkSettings(settings),
  fix: 'settings: [{ namespace: "aws:autoscaling:launchconfiguration", name: "DisableIMDSv1", value: "true" }]',
});
