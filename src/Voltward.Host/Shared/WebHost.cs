using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.FileProviders;
using Voltward.App.Storage;
using Voltward.Host.Access;
using Voltward.Host.Cases;
using Voltward.Host.Inspections;
using Voltward.Host.Planning;

namespace Voltward.Host.Shared;

/// <summary>The web program over one data folder: office pages and API.</summary>
internal static class WebHost
{
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Builds it, its database brought up to date; the caller runs it.</summary>
    public static async Task<WebApplication> BuildAsync(string dataFolder, string urls, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = BodyLimit.Longest;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // The keys lie in the data folder and are as safe as the records beside them; the warning would greet every start.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Our own header forbids storing pages too; that antiforgery says it again is no news.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

        builder.Services.AddVoltward(dataFolder, Environment.GetEnvironmentVariable("VOLTWARD_POSTGRES"));
        builder.Services.AddOffice();
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAntiforgery(options => options.Cookie.Name = "voltward-form");
        builder.Services.AddDataProtection()
            .SetApplicationName("voltward")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(new DataFolder(dataFolder).Root, "keys")));
        builder.Services.AddOfficeSignIn();
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = 4L * 1024 * 1024 * 1024);
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.AllowDuplicateProperties = false;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });

        var app = builder.Build();
        await app.Services.GetRequiredService<Database>().MigrateAsync(stop);
        Lay(app);
        return app;
    }

    private static void Lay(WebApplication app)
    {
        app.UseExceptionHandler(failed => failed.Run(LastResort.WriteAsync));
        app.UseStatusCodePages(LastResort.ShowMissingAsync);
        app.UseMiddleware<ApiRefusals>();
        app.UseMiddleware<Headers>();
        app.UseMiddleware<BodyLimit>();
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot")),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<Gate>();
        app.UseMiddleware<Service.TipForms>();
        app.UseAntiforgery();
        app.MapRazorComponents<Document>();
        app.MapOffice();
        app.MapPlans();
        app.MapInspections();
        app.MapField();
        app.MapQuality();
        app.MapHazards();
        app.MapCases();
        app.MapInterruptions();
        app.MapHandovers();
        app.MapMyCases();
        app.MapCaseDesk();
    }
}
