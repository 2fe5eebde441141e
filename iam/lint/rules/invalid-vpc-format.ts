import { idFormatRule } from "../id-formats";

export const invalidVpcFormat = idFormatRule({
  code: "invalid-vpc-format",
  key: "aws:sourcevpc",
  format: /^vpc-([0-9a-z]{8}|[0-9a-z]{17})$/,
  what: "the id of a VPC",
  fix: "use `vpc-` and 8 or 17 characters, such as `vpc-11223344556677889`",
  description: "Finds values of aws:SourceVpc that are no VPC id.",
});
