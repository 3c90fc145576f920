using Microsoft.Extensions.DependencyInjection;

namespace Voltward.App.Customers;

/// <summary>Registers what changes the archive.</summary>
public static class CustomersModule
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services.AddSingleton<ChangeArchive>();
}
