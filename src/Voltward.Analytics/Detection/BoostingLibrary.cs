using System.Runtime.InteropServices;

namespace Voltward.Analytics.Detection;

/// <summary>The few calls of LightGBM's C interface that training needs. Scoring does not go through it: see <see cref="TreeModel"/>.</summary>
internal static unsafe partial class BoostingLibrary
{
    private const string Name = "lib_lightgbm";

    internal const int Float64 = 1;

    internal const int Float32 = 0;

    /// <summary>Kinds of prediction: probability, raw score, contributions per feature.</summary>
    internal const int Raw = 1;

    internal const int Contributions = 3;

    [LibraryImport(Name)]
    private static partial byte* LGBM_GetLastError();

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_DatasetCreateFromMat(
        double* values, int type, int rows, int columns, int rowMajor, string parameters, nint reference, out nint dataset);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_DatasetSetField(nint dataset, string field, void* values, int count, int type);

    [LibraryImport(Name)]
    internal static partial int LGBM_DatasetFree(nint dataset);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_BoosterCreate(nint dataset, string parameters, out nint booster);

    [LibraryImport(Name)]
    internal static partial int LGBM_BoosterUpdateOneIter(nint booster, out int finished);

    [LibraryImport(Name)]
    internal static partial int LGBM_BoosterSaveModelToString(
        nint booster, int start, int iterations, int importance, long capacity, out long length, byte* text);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_BoosterLoadModelFromString(string text, out int iterations, out nint booster);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LGBM_BoosterPredictForMat(
        nint booster, double* values, int type, int rows, int columns, int rowMajor, int kind, int start, int iterations,
        string parameters, out long length, double* result);

    [LibraryImport(Name)]
    internal static partial int LGBM_BoosterFree(nint booster);

    /// <summary>Turns a failed call into an exception that carries LightGBM's own words.</summary>
    internal static void Check(int code)
    {
        if (code != 0) throw new InvalidOperationException("LightGBM: " + Marshal.PtrToStringUTF8((nint)LGBM_GetLastError()));
    }
}
