using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary>The one place where a <see cref="Problem"/> becomes an HTTP status, an exit code, or words on a terminal.</summary>
internal static class Answers
{
    /// <summary>JSON as every door writes it: camelCase, Chinese readable, null members kept, names of choices as doors take them (<c>back-billed-charge</c>).</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static IResult ToHttp<T>(this Outcome<T> outcome, Func<T, object> view, bool english = false)
        where T : notnull => outcome.Succeeded(out var value, out var problem) ? TypedResults.Json(view(value), Json) : problem.ToHttp(english);

    public static IResult ToHttp(this Problem problem, bool english = false, int? status = null) => TypedResults.Problem(
        problem.Text.In(english),
        statusCode: status ?? Status(problem.Kind),
        extensions: new Dictionary<string, object?>
        {
            ["code"] = problem.Code,
            ["remedy"] = problem.Remedy.In(english),
            ["where"] = problem.Where,
        });

    public static int Status(ProblemKind kind) => kind switch
    {
        ProblemKind.Invalid => StatusCodes.Status400BadRequest,
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
    };

    /// <summary>Prints the value or the problem of a command; 0 for a value, 1 for a refusal.</summary>
    public static int ToTerminal<T>(this Outcome<T> outcome, bool json, Func<T, object> view, Action<T> print)
        where T : notnull
    {
        if (!outcome.Succeeded(out var value, out var problem)) return problem.ToTerminal(json);
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(view(value), Json));
        else print(value);
        return 0;
    }

    /// <summary>Prints a problem: JSON on standard output when asked for, else plain text on standard error.</summary>
    public static int ToTerminal(this Problem problem, bool json)
    {
        var english = !Terminal.Chinese;
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(
                new { problem.Code, text = problem.Text.In(english), remedy = problem.Remedy.In(english), problem.Where }, Json));
        }
        else
        {
            Console.Error.WriteLine(problem.Where is null ? problem.Code : $"{problem.Code} ({problem.Where})");
            Console.Error.WriteLine("  " + problem.Text.In(english));
            Console.Error.WriteLine("  → " + problem.Remedy.In(english));
        }

        return 1;
    }
}
