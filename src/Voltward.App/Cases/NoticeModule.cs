using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Cases.Notices;
using Voltward.App.Evidence;

namespace Voltward.App.Cases;

/// <summary>The documents of a case and the use case that issues them.</summary>
public static class NoticeModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddPrinting()
        .AddSingleton<CaseNotice>()
        .AddSingleton<SettlementSheet>()
        .AddSingleton<CutForms>()
        .AddSingleton<CaseForms>()
        .AddSingleton<HandoverListPrint>()
        .AddSingleton<PrintCutForm>()
        .AddSingleton<PrintCaseForm>()
        .AddSingleton<HandOverCase>()
        .AddSingleton<AnswerHandover>()
        .AddSingleton<AuthoritySpace>()
        .AddSingleton<HandoverList>()
        .AddSingleton<IssueNotice>();
}
