using Voltward.Domain.Common;
using Voltward.Domain.Readings;
using Voltward.Simulation.LineLoss;

namespace Voltward.Simulation.Readings;

/// <summary>What can be simulated at all.</summary>
public static class SimulationRules
{
    private const int MostDays = 1100;

    /// <summary>Why these options cannot be simulated; null when they can.</summary>
    public static Problem? Check(SimulationOptions options)
    {
        if (options.Customers < 1 || options.Days < 1) return SimulationProblems.NothingToDo;
        if (options.Days > MostDays) return SimulationProblems.TooLong;
        if (options.NetworkFolder is not { } folder) return null;
        try
        {
            return OpenDssTown.Folders(folder).Count == 0 ? SimulationProblems.NoNetwork(folder) : null;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or KeyNotFoundException or InvalidOperationException or FileNotFoundException)
        {
            return SimulationProblems.BadNetwork(folder, e.Message);
        }
    }
}
