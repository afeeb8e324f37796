package bulkorders.provider;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.StreamingHttpOutputMessage;

/**
 * The body, not empty, of a request that must leave at most once. Its guard is asked right before
 * its first byte; without the guard's consent, after a first time, or once it was closed, not a
 * byte is written, whatever the HTTP client below tries. Right before its last byte the guard is
 * asked again. The HTTP client writes it on a thread of its own.
 */
public final class GuardedBody implements StreamingHttpOutputMessage.Body {

  private enum State {
    NEW,
    ASKING,
    LEAVING,
    CLOSED
  }

  private final byte[] bytes;
  private final SendGuard guard;
  private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
  private volatile @Nullable String heldBack;

  /**
   * @param bytes the body
   * @param guard asked before the first byte
   */
  public GuardedBody(byte[] bytes, SendGuard guard) {
    this.bytes = bytes.clone();
    this.guard = guard;
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (!state.compareAndSet(State.NEW, State.ASKING)) {
      throw new IOException("the body of this request does not leave a second time");
    }
    ask();
    if (!state.compareAndSet(State.ASKING, State.LEAVING)) {
      throw new IOException("the request was given up before its body left");
    }
    // Only with its last byte is the request one that can be taken up. Whoever was suspended in
    // between keeps that byte; what became of the order is for others to find out.
    int last = bytes.length - 1;
    out.write(bytes, 0, last);
    out.flush();
    guard.check();
    out.write(bytes, last, 1);
    out.flush();
  }

  private void ask() throws IOException {
    try {
      guard.check();
    } catch (IOException | RuntimeException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      heldBack = reason;
      state.set(State.CLOSED);
      throw e instanceof SendHeldBackException held ? held : new SendHeldBackException(reason);
    }
  }

  /**
   * Lets nothing leave from now on.
   *
   * @return whether that is certain to hold for the whole body: true when no byte of it has left
   */
  public boolean close() {
    return state.updateAndGet(now -> now == State.LEAVING ? now : State.CLOSED) == State.CLOSED;
  }

  /** Why the guard held the body back, null when it did not. */
  public @Nullable String heldBack() {
    return heldBack;
  }
}
