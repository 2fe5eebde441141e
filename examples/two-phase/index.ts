import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, Instance, InstanceProfile, InstanceProfileAssociation, InstanceRole } from "pulumi-ec2-identity";

/** `bootstrap` until the instance has set itself up, then `running`. */
const phase = new pulumi.Config().get("phase", { allowedValues: ["bootstrap", "running"] }) ?? "bootstrap";

const installers = new aws.s3.Bucket("installers");
const jobs = new aws.sqs.Queue("jobs");

// What the set-up needs: it downloads what is to be installed.
const bootstrap = new InstanceProfile("bootstrap", {
  role: new InstanceRole("bootstrap", {
    statements: [
      { sid: "ReadInstallers", actions: ["s3:GetObject"], resources: [pulumi.interpolate`${arnOf(installers)}/*`] },
    ],
  }),
});

// What the work needs, and nothing of the set-up.
const running = new InstanceProfile("running", {
  role: new InstanceRole("running", {
    statements: [{ sid: "TakeJobs", actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources: [arnOf(jobs)] }],
  }),
});

const worker = new Instance(
  "worker",
  { profile: bootstrap, instanceType: "t3.micro" },
  {
    // The instance is launched with the first profile; from then on the association has the say.
    transforms: [
      ({ type, props, opts }) =>
        type === "aws:ec2/instance:Instance"
          ? { props, opts: pulumi.mergeOptions(opts, { ignoreChanges: ["iamInstanceProfile"] }) }
          : undefined,
    ],
  },
);

if (phase === "running") {
  new InstanceProfileAssociation("worker", { instance: worker, profile: running, replaceExisting: true });
}

export const instanceId = worker.id;
