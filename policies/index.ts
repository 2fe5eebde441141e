import { PolicyPack } from "@pulumi/policy";
import { policies, withReport } from "./registry";

new PolicyPack("pulumi-ec2-identity-policies", {
  displayName: "EC2 identity",
  description: "Least privilege and IMDSv2 for EC2 instances, judged at preview by what documents mean.",
  tags: ["aws", "ec2", "iam"],
  policies: withReport(policies),
});
