using LinearSolver = Google.OrTools.LinearSolver.Solver;
using Row = Google.OrTools.LinearSolver.Constraint;
using Variable = Google.OrTools.LinearSolver.Variable;

namespace Voltward.App.Planning;

/// <summary>Which crew-days are used when each has a value: a linear programme over the limits of people and of crew-days.</summary>
internal sealed class CrewDayChoice
{
    private readonly LinearSolver _lp = LinearSolver.CreateSolver("GLOP");
    private readonly List<(Row Row, int Most, int[] Slots)> _limits = [];
    private readonly Variable[] _open;
    private bool _solved;

    public CrewDayChoice(PlanProblem problem)
    {
        _open = [.. problem.Slots.Select(_ => _lp.MakeNumVar(0, 1, ""))];
        Limit(problem.CrewDays, [.. Enumerable.Range(0, _open.Length)]);
        var people = problem.Slots.SelectMany((s, k) => new[] { (Person: s.First, s.Day, k), (Person: s.Second, s.Day, k) }).Where(p => p.Person is not null).ToList();
        foreach (var sameDay in people.GroupBy(p => (p.Person, p.Day)).Where(g => g.Count() > 1)) Limit(1, [.. sameDay.Select(p => p.k)]);
        foreach (var person in people.GroupBy(p => p.Person).Where(g => g.Count() > problem.DaysPerPerson)) Limit(problem.DaysPerPerson, [.. person.Select(p => p.k)]);
        _lp.Objective().SetMaximization();
    }

    /// <summary>The most that crew-days can be worth together. It is computed from the prices of the limits, which bound whatever they are, and not taken from the programme.</summary>
    /// <param name="values">Value of each crew-day, not below 0.</param>
    public double Most(double[] values)
    {
        for (var k = 0; k < values.Length; k++) _lp.Objective().SetCoefficient(_open[k], values[k]);
        _solved = _lp.Solve() == LinearSolver.ResultStatus.OPTIMAL;
        var (left, most) = ((double[])values.Clone(), 0.0);
        foreach (var (row, limit, slots) in _limits)
        {
            var price = _solved ? Math.Max(0, row.DualValue()) : 0;
            most += price * limit;
            foreach (var k in slots) left[k] -= price;
        }

        return most + left.Sum(v => Math.Max(0, v));
    }

    /// <summary>How far a crew-day is used, 0 to 1.</summary>
    public double Open(int slot) => _solved ? Math.Clamp(_open[slot].SolutionValue(), 0, 1) : 1;

    private void Limit(int most, int[] slots)
    {
        var row = _lp.MakeConstraint(double.NegativeInfinity, most);
        foreach (var k in slots) row.SetCoefficient(_open[k], 1);
        _limits.Add((row, most, slots));
    }
}
