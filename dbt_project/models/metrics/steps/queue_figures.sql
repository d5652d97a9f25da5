{%- set cell = ['platform_id', 'period_grain', 'period_start', 'cut', 'member'] -%}
with queue_pairs as (

    select * from {{ ref('queue_pairs') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'queue_jump_index'

),

t_quantiles as (

    select * from {{ ref('t_quantiles') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

members as (

    {% for cut in queue_cuts() %}
    select
        platform_id,
        '{{ cut }}' as cut,
        {{ cut_member("'" ~ cut ~ "'", {'category': 'category'}) }} as member,
        value_tier,
        business_date,
        pairs_{{ cut }} as pairs,
        jumps_{{ cut }} as jumps
    from queue_pairs
    where pairs_{{ cut }} > 0
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

days as (

    select
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'members.business_date') }} as period_start,
        members.cut,
        members.member,
        members.business_date,
        coalesce(sum(members.jumps) filter (where members.value_tier = 'high'), 0)
            as numerator,
        coalesce(sum(members.pairs) filter (where members.value_tier = 'high'), 0)
            as denominator,
        coalesce(sum(members.jumps) filter (where members.value_tier = 'low'), 0)
            as numerator_reference,
        coalesce(sum(members.pairs) filter (where members.value_tier = 'low'), 0)
            as denominator_reference,
        count(*) as complaints
    from members
    inner join figure_platforms on members.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts on members.cut = periods_and_cuts.cut
    where members.member is not null
    group by 1, 2, 3, 4, 5, 6

),

gaps as (

    {{ clustered_gaps('days', cell, [], ['business_date']) }}

),

counts as (

    select
        {{ cell | join(', ') }},
        sum(complaints)::bigint as complaints
    from days
    group by {{ cell | join(', ') }}

),

half_widths as (

    select
        gaps.*,
        counts.complaints,
        least(gaps.clusters, gaps.clusters_reference)
        >= {{ var('clusters_needed_for_an_interval') }} as has_interval,
        case
            when gaps.standard_error = 0 then 0
            else gaps.standard_error
                * {{ student_t_975('gaps.degrees_of_freedom', 't_quantiles.t_975') }}
        end as half_width
    from gaps
    inner join counts on {{ same_row('gaps', 'counts', cell) }}
    -- Whole, but for rounding, where any date has both sides; Welch's are tabled nowhere.
    left join t_quantiles on round(gaps.degrees_of_freedom, 9) = t_quantiles.degrees_of_freedom

)

select
    'queue_jump_index' as metric_id,
    {{ cell | join(',\n    ') }},
    null::double as numerator,
    null::double as denominator,
    gap as value,
    case when has_interval then gap - half_width end as ci_low,
    case when has_interval then gap + half_width end as ci_high,
    case when has_interval then 'cluster_t' else 'too_few_clusters' end as ci_method,
    complaints as n
from half_widths
