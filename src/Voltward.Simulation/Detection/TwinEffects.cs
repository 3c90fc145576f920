using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>What each innocent cause changes in a customer's life, meter or file.</summary>
internal static class TwinEffects
{
    public static void Apply(Town town, Customer customer, Chance chance)
    {
        var twin = customer.Twin!;
        if (!Life(town, customer, twin, chance)) File(town, customer, twin, chance);
    }

    /// <summary>Takes the innocent errors out of the archive again; everything else stays as it was drawn.</summary>
    public static void PutRight(Town town)
    {
        foreach (var customer in town.Customers.Where(c => c.Theft is null && c.Twin is not null))
        {
            (customer.BookedArea, customer.BookedPhase, customer.BookedFactor, customer.BookedKva) = (null, null, null, null);
            if (customer.Twin is { Kind: TwinKind.CrossedMeters } twin) customer.Twin = new Twin { Kind = twin.Kind, Onset = twin.Onset, End = twin.End, Strength = twin.Strength, Phase = twin.Phase };
        }
    }

    private static bool Life(Town town, Customer customer, Twin twin, Chance chance)
    {
        var course = customer.Course;
        switch (twin.Kind)
        {
            case TwinKind.Vacancy:
            case TwinKind.Closing:
                course.Change(twin.Onset, twin.End, 0.01f, twin.Strength, 0f);
                return true;
            case TwinKind.Outage:
                course.Change(twin.Onset, twin.End, 0f, 0f, 0f);
                return true;
            case TwinKind.EfficiencyRefit:
                course.Change(twin.Onset, twin.End, twin.Strength, 0.6f, twin.Strength * 0.7f);
                return true;
            case TwinKind.ApplianceRemoved:
                course.Change(twin.Onset, twin.End, twin.Strength, 1f, 1f);
                return true;
            case TwinKind.HolidayHome:
                Holidays(town, course, twin);
                return true;
            case TwinKind.SlowDecline:
                for (var d = twin.Onset; d < town.Season.Total; d++)
                {
                    course.Change(d, d + 1, MathF.Max(twin.Strength, 1f - ((d - twin.Onset) * (1f - twin.Strength) / 80f)), 1f, 1f);
                }

                return true;
            default:
                return Habits(town, customer, twin, chance);
        }
    }

    private static bool Habits(Town town, Customer customer, Twin twin, Chance chance)
    {
        var next = customer.Model.Copy();
        switch (twin.Kind)
        {
            case TwinKind.TenantChange:
                customer.Course.Change(twin.Onset, twin.Onset + chance.Whole(2, 25), 0.01f, 0.3f, 0f);
                next = new LoadModel(customer.Model.Life, chance, town.Priors.Noise) { MostKw = next.MostKw };
                break;
            case TwinKind.ShiftChange:
                next = new LoadModel(Customers.Life.ShiftWorker, chance, town.Priors.Noise) { MostKw = next.MostKw };
                break;
            case TwinKind.LoadShifted:
                next = customer.Model.Later(chance.Whole(4, 9));
                break;
            case TwinKind.LoadLimited:
                (next.PulseShare, next.Noise) = (0.05f, 0.08f);
                next.ActivityKwh *= 0.8f;
                break;
            case TwinKind.FlatLoad:
                (next.BaseKw, next.ActivityKwh) = (next.BaseKw + (next.ActivityKwh * 0.8f / 24f), next.ActivityKwh * 0.1f);
                (next.CoolKwh, next.HeatKwh) = (0f, 0f);
                break;
            case TwinKind.PvInstallation:
            case TwinKind.PvWithoutContract:
                next.SolarKw = customer.ThreePhase ? twin.Strength * 1.6f : twin.Strength;
                customer.FeedIn = twin.Kind == TwinKind.PvInstallation;
                customer.FeedInFrom = customer.FeedIn ? town.Season.Date(twin.Onset) : null;
                break;
            default:
                return false;
        }

        customer.Next = (twin.Onset, next);
        return true;
    }

    private static void File(Town town, Customer customer, Twin twin, Chance chance)
    {
        switch (twin.Kind)
        {
            case TwinKind.WrongArea:
                var others = customer.Area.Feeder.Areas;
                var at = others.IndexOf(customer.Area);
                customer.BookedArea = others[at == 0 ? 1 : at == others.Count - 1 || chance.Happens(0.5f) ? at - 1 : at + 1];
                break;
            case TwinKind.WrongPhase:
                customer.BookedPhase = (customer.Phase + 1 + chance.Below(2)) % 3;
                break;
            case TwinKind.WrongRatio:
                customer.BookedFactor = customer.Factor * chance.Pick([1f / 2f, 2f / 3f, 3f / 4f, 4f / 3f, 3f / 2f]);
                break;
            case TwinKind.StaleCapacity:
                customer.BookedKva = MathF.Max(3f, MathF.Round(customer.ContractKva * chance.Between(0.3f, 0.6f)));
                break;
            case TwinKind.CrossedMeters:
                twin.Partner!.Twin = new Twin { Kind = TwinKind.CrossedMeters, Onset = twin.Onset, End = twin.End, Partner = customer };
                break;
            case TwinKind.MeterSwapGap:
                Meters.Swap(town, customer, twin.Onset, chance);
                break;
            default:
                break;
        }
    }

    private static void Holidays(Town town, Course course, Twin twin)
    {
        for (var d = twin.Onset; d < twin.End; d++)
        {
            if (town.Season.Kinds[d] == DayKind.Workday) course.Change(d, d + 1, 0.02f, 0.7f, 0f);
        }
    }
}
