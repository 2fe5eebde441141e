import * as aws from "@pulumi/aws";
import { PolicyPack, validateResourceOfType } from "@pulumi/policy";
import { policies, withReport } from "pulumi-ec2-identity/policies";

new PolicyPack("example-organisation", {
  policies: withReport([
    ...policies.filter(({ name }) => name.startsWith("iam-") || name.includes("imdsv2")),
    {
      name: "s3-bucket-disallow-force-destroy",
      description: "A bucket is never deleted together with its objects.",
      enforcementLevel: "mandatory",
      validateResource: validateResourceOfType(aws.s3.Bucket, (bucket, _args, reportViolation) => {
        if (bucket.forceDestroy === true) {
          reportViolation("forceDestroy is true: remove it");
        }
      }),
    },
  ]),
});
