package bulkorders.intake;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of an input in one format, from a checkpoint on. */
interface RowSource extends Closeable {

  /** The next row, null behind the last. */
  @Nullable InputRow next() throws IOException;

  /** Where a new source has to begin to give the row that {@link #next} would give now. */
  Checkpoint checkpoint();

  /** What the cells of every row are. */
  List<InputColumn> columns();
}
