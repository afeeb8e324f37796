package bulkorders.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job file as it is written; see {@link JobFile}. */
record JobFields(
    @Nullable String name,
    @Nullable String job,
    @Nullable String zone,
    @Nullable String input,
    @Nullable String inbox,
    @Nullable String files,
    @Nullable String settle,
    @Nullable String file,
    @JsonProperty("if-missing") @Nullable String ifMissing,
    @Nullable Map<String, Object> options) {}
