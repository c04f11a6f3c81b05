namespace Dialogs.Understanding;

/// <summary>A text as the classifier sees it: which known features it has, and how strongly.</summary>
/// <param name="Indices">Without repeats.</param>
/// <param name="Values">Of Euclidean length 1; as long as <paramref name="Indices"/>.</param>
internal readonly record struct SparseVector(ReadOnlyMemory<int> Indices, ReadOnlyMemory<float> Values);
