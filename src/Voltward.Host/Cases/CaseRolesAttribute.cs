using Voltward.Domain.Access;
using Voltward.Host.Access;

namespace Voltward.Host.Cases;

/// <summary>Open to everybody with a part in cases, and never to who administers accounts.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CaseRolesAttribute() : AllowedAttribute(
    Role.Investigator, Role.Calculator, Role.Approver, Role.Executor, Role.Cashier, Role.Manager, Role.Auditor, Role.Analyst,
    Role.Planner, Role.Reviewer, Role.Inspector);
