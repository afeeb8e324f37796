package bulkorders.sandbox;

import org.jspecify.annotations.Nullable;

/** A document as a client sent it. */
record Upload(
    String filename, String contentType, byte[] content, @Nullable String customerReference) {}
