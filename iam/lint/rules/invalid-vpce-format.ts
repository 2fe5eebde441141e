import { idFormatRule } from "../id-formats";

export const invalidVpceFormat = idFormatRule({
  code: "invalid-vpce-format",
  key: "aws:sourcevpce",
  format: /^vpce-([0-9a-z]{8}|[0-9a-z]{17})$/,
  what: "the id of a VPC endpoint",
  fix: "use `vpce-` and 8 or 17 characters, such as `vpce-11223344556677889`",
  description: "Finds values of aws:SourceVpce that are no id of a VPC endpoint.",
});
