import { judgeBeanstalkSettings, type SettingJudgement } from "../../ec2/service-metadata-settings";
import { UNKNOWN, type PlainObject } from "../../ec2/plain-value";
import type { ResourcePolicyDeclaration } from "../policy-declaration";
import { settingPolicy } from "../ec2/setting-policy";

export const elasticbeanstalkEnvironmentRequireImdsv2: ResourcePolicyDeclaration = settingPolicy({
  name: "elasticbeanstalk-environment-require-imdsv2",
  displayName: "Elastic Beanstalk environments require IMDSv2",
  description: "The instances of Elastic Beanstalk environments refuse IMDSv1.",
  remediationSteps: "Set the option DisableIMDSv1 of the namespace aws:autoscaling:launchconfiguration to true.",
  resourceType: "aws:elasticbeanstalk/environment:Environment",
  properties: ["settings", "templateName"],
  judge: judgeEnvironment,
  fix: 'settings: [{ namespace: "aws:autoscaling:launchconfiguration", name: "DisableIMDSv1", value: "true" }]',
});

/** The settings of a configuration template stand behind those of the environment, and are not seen from here. */
function judgeEnvironment({ settings, templateName }: PlainObject): SettingJudgement {
  const judgement = judgeBeanstalkSettings(settings);
  const hasTemplate = templateName === UNKNOWN || (typeof templateName === "string" && templateName !== "");
  if (judgement.kind !== "unset" || !hasTemplate) return judgement;
  const problem = "`settings` leave DisableIMDSv1 to the configuration template `templateName`";
  return { kind: "unknown", property: "templateName", problem };
}
