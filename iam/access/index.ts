export { judgeAdministratorAccess } from "./administrator-access";
export type { AccessAnswer } from "./granted-request";
export { judgePassRoleReach, judgePassedToService } from "./pass-role";
export { judgePublicTrust } from "./public-trust";
