package bulkorders.endtoend.points;

import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Weaves the points, and the clock that can be moved, into classes of the program. That is done
 * when a copy of the program is packed and not by a Java agent when it runs: the archive from which
 * its classes are loaded in half the time cannot be used together with an agent.
 */
public final class Weaver {

  /** Where the program makes its clock. */
  private static final String CLOCK_MAKER = "bulkorders.cli.Sessions";

  private Weaver() {}

  /** The names of the classes that something is woven into. */
  public static Set<String> types() {
    return Stream.concat(Stream.of(CLOCK_MAKER), Arrays.stream(Point.values()).map(Point::type))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The bytes of a class with what belongs into it.
   *
   * @throws IllegalStateException when the class has no such method
   */
  public static byte[] woven(String name) {
    ClassFileLocator classes = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());
    TypeDescription type = TypePool.Default.of(classes).describe(name).resolve();
    // The clock is made in a lambda, whose method is synthetic.
    DynamicType.Builder<?> woven =
        new ByteBuddy().ignore(ElementMatchers.none()).decorate(type, classes);
    for (Point point : Point.values()) {
      if (point.type().equals(name)) {
        woven = woven.visit(advice(type, point));
      }
    }
    if (name.equals(CLOCK_MAKER)) {
      woven = woven.visit(Advice.to(Advices.Moved.class).on(ElementMatchers.returns(Clock.class)));
    }
    try (DynamicType.Unloaded<?> made = woven.make()) {
      return made.getBytes();
    }
  }

  private static AsmVisitorWrapper advice(TypeDescription type, Point point) {
    ElementMatcher<MethodDescription> method = ElementMatchers.named(point.method());
    if (type.getDeclaredMethods().filter(method).isEmpty()) {
      throw new IllegalStateException(
          "%s has no method %s for %s".formatted(type.getName(), point.method(), point));
    }
    return Advice.withCustomMapping()
        .bind(PointName.class, point.name())
        .to(Advices.of(point.place()))
        .on(method);
  }
}
