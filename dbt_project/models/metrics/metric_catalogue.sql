{%- set texts = [
    'metric_id', 'section', 'label_zh', 'label_en', 'unit', 'direction', 'says_zh', 'says_en',
    'computed_zh', 'computed_en', 'does_not_say_zh', 'does_not_say_en', 'owner', 'source',
    'rule_version', 'ci_method',
] -%}
with definitions as (

    select *
    from (
        values
        {%- for figure in published_figures() %}
        (
            {%- for text in texts %}
            {{ text_literal(figure[text]) }},
            {%- endfor %}
            {{ figure.maturity_days }}
        ){{ "," if not loop.last }}
        {%- endfor %}
    ) as definitions (
        {{ texts | join(', ') }}, maturity_days
    )

),

metric_targets as (

    select * from {{ ref('metric_targets') }}

)

select
    {%- for text in texts %}
    definitions.{{ text }},
    {%- endfor %}
    metric_targets.target,
    metric_targets.set_by as target_set_by,
    definitions.maturity_days
from definitions
left join metric_targets on definitions.metric_id = metric_targets.metric_id
