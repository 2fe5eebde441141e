import * as aws from "@pulumi/aws";
import { grants, InstanceProfile, InstanceRole, PassRoleGuard } from "pulumi-ec2-identity";

const reports = new aws.s3.Bucket("reports");

// Whoever makes a role of this name decides what the team may give to its instances.
const role = new InstanceRole("qateam-reports", {
  name: "qateam-reports",
  statements: [...grants.s3.read(reports), ...grants.s3.write(reports)],
});
new InstanceProfile("qateam-reports", { role });

const team = new aws.iam.Group("qateam");
const guard = new PassRoleGuard("pass-qateam", {
  group: team,
  rolePrefix: { prefix: "qateam-" },
  services: ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"],
  allowGain: [{ role, reason: "the team's instances keep the reports" }],
});

export const document = guard.document;
