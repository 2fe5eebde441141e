import { awsRule } from "../rule";
import { didYouMean } from "../suggest";
import { textMatches } from "../value-view";

export const invalidServiceInAction = awsRule({
  code: "invalid-service-in-action",
  severity: "error",
  description: "Finds actions whose service prefix no service has.",
  needsCatalogue: true,
  check: ({ statements, catalogue }, report) => {
    if (catalogue === undefined) return;
    for (const view of statements.flatMap(({ actions }) => actions)) {
      const { service, text, pointer } = view;
      if (service === "" || view.hasSymbol || catalogue.hasService(service)) continue;
      if (/[*?]/.test(service)) {
        if (catalogue.services().some((known) => textMatches(service, known))) continue;
        report(pointer, `no service prefix matches \`${service}\` of \`${text}\``, "write the prefix of one service");
        continue;
      }
      const fix = didYouMean(
        service,
        catalogue.services(),
        "use the service prefix of the Service Authorization Reference",
      );
      report(pointer, `the service \`${service}\` of the action \`${text}\` does not exist`, fix);
    }
  },
});
