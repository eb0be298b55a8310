import { Badge, Box, Button, Checkbox, Code, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { Ago } from "~/shared/ui/Ago";
import { RouteAnchor } from "~/shared/ui/links";
import { endName, ProposalEnd } from "./ProposalEnd";

const LINE = graphql(`
  fragment ProposalLine on LineageProposal {
    confidence createdAt
    edge {
      id level
      assertions { id origin status process confidence transformation note at actor { name } }
    }
    from { id ...ProposalEnd }
    to { id ...ProposalEnd }
  }
`);

interface Props {
  proposal: FragmentType<typeof LINE>;
  mayEdit: boolean;
  chosen: boolean;
  /** Whether the keyboard is at it. */
  current: boolean;
  busy: boolean;
  onCurrent: () => void;
  onChoose: () => void;
  onDecide: (decision: "APPROVED" | "REJECTED") => void;
}

/** What is proposed: both ends, who claims it, how sure and why, and what to decide. */
export function ProposalItem({ proposal, mayEdit, chosen, current, busy, onCurrent, onChoose, onDecide }: Props) {
  const { t, i18n } = useTranslation();
  const { confidence, createdAt, edge, from, to } = readFragment(LINE, proposal);
  const name = `${endName(from)} → ${endName(to)}`;
  const share = (value: number) => value.toLocaleString(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  return (
    <Box
      component="li"
      className="proposal"
      aria-label={name}
      data-current={current || undefined}
      data-edge={edge.id}
      tabIndex={-1}
      onFocus={onCurrent}
    >
      {mayEdit && (
        <Checkbox
          aria-label={t("review.choose", { name })}
          checked={chosen}
          onChange={onChoose}
          className="proposal-box"
        />
      )}
      <div className="proposal-body">
        <Group gap={6}>
          <ProposalEnd end={from} />
          <span aria-hidden>→</span>
          <ProposalEnd end={to} />
        </Group>
        <Group gap="xs" mt={4}>
          <Badge size="sm" variant="default" tt="none">
            {t(`review.level.${edge.level}`)}
          </Badge>
          {confidence !== null && <Text size="xs">{t("review.confidence", { percent: share(confidence) })}</Text>}
          <Ago at={createdAt} />
          <RouteAnchor
            to="/lineage"
            search={{ of: [from.id], edge: edge.id, ...(edge.level === "COLUMN" && { level: edge.level }) }}
            size="xs"
          >
            {t("review.drawn")}
          </RouteAnchor>
        </Group>
        <ul className="proposal-claims">
          {edge.assertions.map(({ id, origin, process, transformation, note, actor, confidence: sure }) => (
            <li key={id}>
              <Text size="xs" className="breaking">
                <b>{actor.name}</b> · {t(`panels.origin.${origin}`)}
                {sure !== null && edge.assertions.length > 1 && ` · ${share(sure)}`}
                {process && ` · ${process}`}
              </Text>
              {note && (
                <Text size="sm" className="wrapping">
                  {note}
                </Text>
              )}
              {transformation && (
                <Code block mt={2} className="wrapping">
                  {transformation}
                </Code>
              )}
            </li>
          ))}
        </ul>
      </div>
      {mayEdit && (
        <Group gap="xs" className="proposal-actions">
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            aria-label={t("review.approveOne", { name })}
            onClick={() => onDecide("APPROVED")}
          >
            {t("review.approve")}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={busy}
            aria-label={t("review.rejectOne", { name })}
            onClick={() => onDecide("REJECTED")}
          >
            {t("review.reject")} …
          </Button>
        </Group>
      )}
    </Box>
  );
}
