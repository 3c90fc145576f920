using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.Access;

/// <summary>Use cases of accounts, roles and sign-in.</summary>
public static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<SignIn>()
        .AddSingleton<SignInToDemo>()
        .AddSingleton<SignOut>()
        .AddSingleton<FindSignedIn>()
        .AddSingleton<AddPerson>()
        .AddSingleton<SetRoles>()
        .AddSingleton<SetActive>()
        .AddSingleton<ChangePassword>()
        .AddSingleton<SetPassword>()
        .AddSingleton<FindActor>()
        .AddSingleton<DemoPeople>()
        .AddSingleton<PersonList>()
        .AddSingleton<Installation>()
        .AddSingleton<DelegateRole>()
        .AddSingleton<BreakGlass>()
        .AddSingleton<DecideGrant>()
        .AddSingleton<BorrowList>();
}
